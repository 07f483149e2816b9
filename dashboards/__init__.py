"""What a department watches: a Streamlit app on a store."""
