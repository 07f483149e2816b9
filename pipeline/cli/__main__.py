"""`python -m pipeline.cli`: the command where no script is installed."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
