"""What Streamlit runs for each look at the dashboard."""

# Streamlit makes this the main module, and processes that draw pages begin by importing that.
if __name__ == "__main__":
    from dashboards.pages import show

    show()
