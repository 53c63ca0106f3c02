package io.seldon.wrapper.api;

import io.seldon.protos.PredictionProtos.Feedback;
import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.protos.PredictionProtos.SeldonMessageList;

/**
 * The upstream interface: a component that works on whole messages. Override what it does.
 *
 * <p>A verb that is not overridden is answered as DIS-2, DIS-3 and FBK-5 have it, not with the
 * empty message that the defaults here give. Puid, tags, requestPath and names of the request are
 * put to the answer (MET, NAM) unless it has its own.
 */
public interface SeldonPredictionService {

  /** Answers a prediction over REST by itself: JSON in, JSON out, nothing is added (DIS-7). */
  default String predictRawREST(String request) {
    return "";
  }

  /** Answers a prediction over gRPC by itself: protobuf in, protobuf out (DIS-7). */
  default byte[] predictRawGRPC(byte[] request) {
    return new byte[0];
  }

  /** Answers a prediction. */
  default SeldonMessage predict(SeldonMessage request) {
    return SeldonMessage.getDefaultInstance();
  }

  /** Chooses a branch: its number is the first value of the answer's data (DIS-5). */
  default SeldonMessage route(SeldonMessage request) {
    return SeldonMessage.getDefaultInstance();
  }

  /** Learns from feedback. */
  default SeldonMessage sendFeedback(Feedback feedback) {
    return SeldonMessage.getDefaultInstance();
  }

  /** Changes what goes into a model. */
  default SeldonMessage transformInput(SeldonMessage request) {
    return SeldonMessage.getDefaultInstance();
  }

  /** Changes what a model answered. */
  default SeldonMessage transformOutput(SeldonMessage request) {
    return SeldonMessage.getDefaultInstance();
  }

  /** Makes one answer of many. */
  default SeldonMessage aggregate(SeldonMessageList request) {
    return SeldonMessage.getDefaultInstance();
  }
}
