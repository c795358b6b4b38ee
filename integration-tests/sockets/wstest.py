"""Runs Autobahn's test suite from a folder that pip has filled: wstest.py FOLDER SPECIFICATION"""
import site
import sys

site.addsitedir(sys.argv[1])
from autobahntestsuite.wstest import run

sys.argv = ["wstest", "-m", "fuzzingclient", "-s", sys.argv[2]]
run()
