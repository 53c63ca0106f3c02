package peer;

import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.wrapper.api.SeldonPredictionService;
import org.springframework.stereotype.Component;

/** Answers what it is asked. */
@Component
public class Identity implements SeldonPredictionService {
  @Override
  public SeldonMessage predict(SeldonMessage request) {
    return SeldonMessage.newBuilder().setData(request.getData()).build();
  }
}
