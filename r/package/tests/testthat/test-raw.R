test_that("a raw answer is a message", {
  expect_equal(raw_answer(list(data = list(ndarray = matrix(1))), "predict_raw")$data$ndarray, matrix(1))
  expect_equal(raw_answer(list(), "predict_raw"), list())
  expect_snapshot(error = TRUE, raw_answer(1, "predict_raw"))
  expect_snapshot(error = TRUE, raw_answer(list(1), "route_raw"))
})

test_that("a raw method gets the message alone", {
  method <- function(object, message, meta) NULL

  expect_equal(bind_verb("predict_raw", method, structure(list(), class = "k"))$wants, "message")
})
