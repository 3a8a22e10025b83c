"""The app: screens and widgets over the values of the other rooms."""
