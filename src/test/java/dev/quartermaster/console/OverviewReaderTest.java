package dev.quartermaster.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.directory.ProviderState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverviewReaderTest {

    @ParameterizedTest
    @CsvSource({
        "false, false, public_service, true,  off",
        "true,  true,  stand_in,       false, simulated",
        "true,  true,  public_service, true,  ready",
        "true,  true,  environment,    false, ready",
        "true,  false, public_service, true,  resting",
        "true,  false, public_service, false, no key"
    })
    void theStateIsOneWord(boolean enabled, boolean usable, String source, boolean hasKeys, String state) {
        ProviderState provider = new ProviderState(ProviderId.OPENAI, "openai", enabled, usable, "http://x", source);

        assertThat(OverviewReader.state(provider, hasKeys)).isEqualTo(state);
    }
}
