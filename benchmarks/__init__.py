"""What netbook takes in time and memory, measured against floors in the same run; no part of the test run."""
