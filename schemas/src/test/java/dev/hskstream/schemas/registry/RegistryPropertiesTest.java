package dev.hskstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryPropertiesTest {
    @ParameterizedTest
    @CsvSource({
        "basic.auth.userinfo, basic.auth.user.info",
        "max.retry, max.retries",
        "ssl.truststore.location, schema.registry.ssl.truststore.location",
        "schema.registry.ssl.trustore.password, schema.registry.ssl.truststore.password",
        "bearer.token, bearer.auth.token"
    })
    void anUnknownPropertyIsRefusedWithTheNearestKnownOne(String given, String meant) {
        assertThatThrownBy(() -> RegistryProperties.check(Map.of(given, "s3cret")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("registry property " + given + " is not known; is " + meant + " meant?")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "auto.register.schemas, yes, neither true nor false",
        "basic.auth.credentials.source, SASL_INHERIT, only USER_INFO",
        "bearer.auth.credentials.source, OAUTHBEARER, only STATIC_TOKEN"
    })
    void aValueThatWouldBeTakenForAnotherIsRefused(String name, String value, String reason) {
        assertThatThrownBy(() -> RegistryProperties.check(Map.of(name, value)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(name + " = " + value)
                .hasMessageContaining(reason);
    }

    @Test
    void propertiesOfConfluentsThatHaveTheirEffectPass() {
        assertThatCode(() -> RegistryProperties.check(Map.of(
                        "schema.registry.url", "http://r",
                        "basic.auth.credentials.source", "USER_INFO",
                        "basic.auth.user.info", "ada:s3cret",
                        "max.retries", "5",
                        "auto.register.schemas", "False",
                        "schema.registry.ssl.keystore.type", "PKCS12")))
                .doesNotThrowAnyException();
    }
}
