WORDS = 'version 0'
