module.exports = 'version 0';
