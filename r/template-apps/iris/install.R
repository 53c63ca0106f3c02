install.packages("rpart")

# The model is made while the image is built, so that no binary file lives in the repository.
source("train.R")
