install.packages('rpart')
