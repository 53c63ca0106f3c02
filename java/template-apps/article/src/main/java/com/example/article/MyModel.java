package com.example.article;

import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.wrapper.api.SeldonPredictionService;
import org.springframework.stereotype.Component;

@Component
public class MyModel implements SeldonPredictionService {

  @Override
  public SeldonMessage predict(SeldonMessage request) {
    System.out.println("Predict called - will run identity function");
    return SeldonMessage.newBuilder().setData(request.getData()).build();
  }
}
