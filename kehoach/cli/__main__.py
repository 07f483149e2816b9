"""`python -m kehoach.cli`: the command where no script is installed."""

from kehoach.cli import main

if __name__ == "__main__":
    main()
