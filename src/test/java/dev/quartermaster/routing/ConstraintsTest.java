package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConstraintsTest {

    private static final Constraints OWN =
            new Constraints(Set.of("tools", "analysis"), Money.usd("0.5"), 900L, Set.of(ProviderId.OPENAI), "eu");

    @Test
    void ofTwoBoundsTheNarrowerOneHolds() {
        Constraints others =
                new Constraints(Set.of("reasoning"), Money.usd("0.2"), 2_000L, Set.of(ProviderId.GOOGLE), "us");

        assertThat(OWN.and(others))
                .isEqualTo(new Constraints(
                        Set.of("analysis", "reasoning", "tools"),
                        Money.usd("0.2"),
                        900L,
                        Set.of(ProviderId.GOOGLE, ProviderId.OPENAI),
                        "us"));
    }

    @Test
    void whatIsNotSaidChangesNothing() {
        assertThat(OWN.and(Constraints.NONE)).isEqualTo(OWN);
        assertThat(Constraints.NONE.and(OWN)).isEqualTo(OWN);
    }

    @Test
    void theyAreInOneOrderSoThatTheSameOneIsNamedEveryTime() {
        assertThat(OWN.capabilities()).containsExactly("analysis", "tools");
    }
}
