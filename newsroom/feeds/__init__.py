"""Atom feeds of any list: for those who are signed in, and under secret addresses for programs that cannot sign in."""
