package io.seldon.wrapper.config;

import io.seldon.wrapper.serving.SeldonAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What upstream's projects import; not needed, since the server configures itself.
 *
 * <p>Spring takes the same configuration class only once, however often it is imported or scanned.
 */
@Configuration(proxyBeanMethods = false)
@Import(SeldonAutoConfiguration.class)
public class AppConfig {}
