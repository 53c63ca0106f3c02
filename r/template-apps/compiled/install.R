# The package of this folder; it is compiled while the image is built.
install.packages("nearest", repos = NULL, type = "source")
