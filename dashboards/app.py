"""What Streamlit runs for each look at the dashboard."""

from dashboards.pages import show

show()
