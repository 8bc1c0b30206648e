"""The archive for programs: the same lists, filters and pages as JSON, for reading only."""
