package dev.hskstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryAddressTest {
    /** The right answers are those of {@code should_strip_auth} in Python's requests. */
    @ParameterizedTest
    @CsvSource({
        "http://r:8081, http://r:8081/base/schemas, true",
        "http://r:8081, http://R:8081, true",
        "http://r, http://r:80, true",
        "https://r:443/base, https://r, true",
        "http://r, https://r, true",
        "http://r:80, https://r:443, true",
        "http://r:8081, http://r:8082, false",
        "http://r:8081, https://r:8081, false",
        "http://r:8081, https://r, false",
        "http://r, https://r:8443, false",
        "https://r, http://r, false",
        "http://r, http://r.evil, false"
    })
    void theLoginIsSentToItsOwnServerOnly(String configured, String place, boolean sent) {
        RegistryAddress address = new RegistryAddress(configured, Optional.of("Basic x"));

        assertThat(address.authorizationFor(URI.create(place)).isPresent()).isEqualTo(sent);
    }
}
