library(testthat)
library(seldon)

test_check("seldon")
