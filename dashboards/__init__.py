"""The dashboard: what a department watches, as pages of a Streamlit app on a store."""
