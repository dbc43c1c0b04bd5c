package dev.quartermaster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SafetyCheckTest {

    private static final Optional<String> GOOD_KEY = Optional.of("correct-horse-battery-staple");

    @Test
    void authenticationWithoutAnAdminKeyIsRefusedWithBothWaysOut() {
        assertThat(SafetyCheck.refusal(true, Optional.empty()).orElseThrow())
                .contains("QUARTERMASTER_ADMIN_KEY")
                .contains("QUARTERMASTER_AUTH_ENABLED=false");
        assertThat(SafetyCheck.refusal(true, Optional.of("  "))).isPresent();
    }

    @Test
    void anAdminKeyOrNoAuthenticationIsEnoughToStart() {
        assertThat(SafetyCheck.refusal(true, GOOD_KEY)).isEmpty();
        assertThat(SafetyCheck.refusal(false, Optional.empty())).isEmpty();
    }

    @Test
    void aShortKeyIsWarnedAboutWithoutShowingIt() {
        assertThat(SafetyCheck.warning(true, Optional.of("hunter2"), true).orElseThrow())
                .contains("shorter than 16")
                .doesNotContain("hunter2");
        assertThat(SafetyCheck.warning(true, GOOD_KEY, true)).isEmpty();
    }

    @Test
    void anOpenHouseIsWarnedAboutInProductionOnly() {
        assertThat(SafetyCheck.warning(false, Optional.empty(), true)).isPresent();
        assertThat(SafetyCheck.warning(false, Optional.empty(), false)).isEmpty();
    }
}
