package com.example.model;

import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
import org.springframework.stereotype.Component;

/** The identity model: answers what it was asked. */
@Component
public class MyModel implements SeldonComponent {

  @Override
  public Object predict(Input x) {
    return x.value();
  }
}
