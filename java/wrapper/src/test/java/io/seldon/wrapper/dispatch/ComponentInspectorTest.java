package io.seldon.wrapper.dispatch;

import static io.seldon.wrapper.dispatch.Asking.ask;
import static io.seldon.wrapper.dispatch.Asking.dispatcher;
import static io.seldon.wrapper.dispatch.Asking.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.api.SeldonPredictionService;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.settings.ServiceType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;

/** What a component can do, seen from its class (LIF-8). */
class ComponentInspectorTest {
  static class Model implements SeldonComponent {
    @Override
    public double[] predict(Input x) {
      return new double[] {1};
    }

    @Override
    public @Nullable Object route(Input x) {
      return 0;
    }
  }

  static class Inherited extends Model {}

  static class Switch implements SeldonComponent {
    @Override
    public Object route(Input x) {
      return 0;
    }

    @Override
    public Object aggregate(List<Input> inputs) {
      return 0;
    }
  }

  static class Output implements SeldonComponent {
    @Override
    public Object transformOutput(Input x) {
      return 0;
    }
  }

  static class Input2 implements SeldonComponent {
    @Override
    public Object transformInput(Input x) {
      return 0;
    }

    @Override
    public Object transformOutput(Input x) {
      return 0;
    }
  }

  static class Empty implements SeldonComponent {
    public Object predict(String other) {
      return other;
    }
  }

  static class Upstream implements io.seldon.wrapper.SeldonPredictionService {
    @Override
    public SeldonMessage route(SeldonMessage request) {
      return request;
    }
  }

  static class Raw implements SeldonPredictionService {
    @Override
    public String predictRawREST(String request) {
      return request;
    }
  }

  static class Both implements SeldonComponent, SeldonPredictionService {}

  @Test
  void aClassWithPredictIsAModelWhateverElseItHas() {
    assertThat(ComponentInspector.serviceType(Model.class, null)).isEqualTo(ServiceType.MODEL);
    assertThat(ComponentInspector.serviceType(Inherited.class, null)).isEqualTo(ServiceType.MODEL);
    assertThat(ComponentInspector.serviceType(Raw.class, null)).isEqualTo(ServiceType.MODEL);
  }

  @Test
  void theTypeFollowsFromTheOneVerbThatIsOverridden() {
    assertThat(ComponentInspector.serviceType(Output.class, null))
        .isEqualTo(ServiceType.OUTPUT_TRANSFORMER);
    assertThat(ComponentInspector.serviceType(Input2.class, null))
        .isEqualTo(ServiceType.TRANSFORMER);
    assertThat(ComponentInspector.serviceType(Upstream.class, null)).isEqualTo(ServiceType.ROUTER);
  }

  @Test
  void theTypeThatIsAskedForIsTakenWhereItsVerbIsThere() {
    assertThat(ComponentInspector.serviceType(Model.class, ServiceType.ROUTER))
        .isEqualTo(ServiceType.ROUTER);
    assertThat(ComponentInspector.serviceType(Input2.class, ServiceType.OUTLIER_DETECTOR))
        .isEqualTo(ServiceType.OUTLIER_DETECTOR);
    assertThat(ComponentInspector.serviceType(Output.class, ServiceType.TRANSFORMER))
        .isEqualTo(ServiceType.TRANSFORMER);
  }

  @Test
  void severalTypesAreToldWithTheRemedy() {
    assertRefused(
        Switch.class,
        null,
        "Switch can be any of ROUTER, COMBINER (expected: one)\n"
            + "Set SERVICE_TYPE to one of them.");
  }

  @Test
  void aClassWithoutAVerbIsRefused() {
    assertRefused(
        Empty.class,
        null,
        "Empty has no method of a component (expected: predict, route, aggregate, transformInput"
            + " or transformOutput)\nAdd one of these methods.");
  }

  @Test
  void aClassThatLacksTheVerbOfItsTypeIsRefused() {
    assertRefused(
        Model.class,
        ServiceType.COMBINER,
        "Model has no method aggregate (expected: aggregate for SERVICE_TYPE=COMBINER)\n"
            + "Add the method, or set SERVICE_TYPE to what Model is.");
    assertRefused(
        Upstream.class,
        ServiceType.MODEL,
        "Upstream has no method predict (expected: one of predict, predictRawREST, predictRawGRPC"
            + " for SERVICE_TYPE=MODEL)\nAdd the method, or set SERVICE_TYPE to what Upstream is.");
  }

  @Test
  void aClassOfBothInterfacesOrNoneIsRefused() {
    assertRefused(
        Both.class,
        null,
        "Both implements both (expected: one of SeldonComponent and SeldonPredictionService)\n"
            + "Implement one of the two interfaces.");
    assertRefused(
        String.class,
        null,
        "String implements neither (expected: one of SeldonComponent and SeldonPredictionService)\n"
            + "Implement one of the two interfaces.");
  }

  @Test
  void aProxyOfSpringDoesNotHideWhatTheClassLacks() {
    for (boolean isOfClass : new boolean[] {true, false}) {
      ProxyFactory factory = new ProxyFactory(new Output());
      factory.setProxyTargetClass(isOfClass);
      Object once = factory.getProxy();
      ProxyFactory again = new ProxyFactory(once);
      again.setProxyTargetClass(isOfClass);
      Object proxy = again.getProxy();

      assertThat(ComponentInspector.typeOf(proxy)).isEqualTo(Output.class);
      assertThatThrownBy(() -> ask(dispatcher(proxy), Verb.PREDICT, tensor(new int[] {1}, 1)))
          .hasMessage("predict is not implemented by this component");
    }
  }

  private static void assertRefused(Class<?> type, @Nullable ServiceType wanted, String expected) {
    assertThatThrownBy(() -> ComponentInspector.serviceType(type, wanted))
        .isInstanceOf(LoadException.class)
        .hasMessage(expected);
  }
}
