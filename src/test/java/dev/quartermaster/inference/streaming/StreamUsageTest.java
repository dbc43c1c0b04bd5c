package dev.quartermaster.inference.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.ChatDelta.PartOpened;
import dev.quartermaster.domain.chat.ChatDelta.Used;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a stream used, whoever spoke; a sample's tokens cost one dollar a million in, two out. */
class StreamUsageTest {

    private static final ModelSpec FIRST = Samples.model(ProviderId.OPENAI, "first");
    private static final ModelSpec SECOND = Samples.model(ProviderId.ANTHROPIC, "second");

    private final StreamUsage tally = new StreamUsage(FIRST, null, 100, true);

    @Test
    void whatTheProviderCountsGoesBeforeWhatIsEstimated() {
        says("x".repeat(40));
        assertThat(tally.usage()).isEqualTo(Usage.estimate(100, 10));

        tally.add(new Used(Usage.of(90, 11)));

        assertThat(tally.usage()).isEqualTo(Usage.of(90, 11));
        assertThat(tally.cost()).isEqualTo(Money.usd("0.000112"));
        assertThat(tally.delivered()).isEqualTo(new PartialAnswer(40, 11, true));
    }

    @Test
    void bothCallsCountWhereAnotherModelGoesOn() {
        says("x".repeat(40));
        tally.goesOn(SECOND, null);
        assertThat(tally.callUsage()).isEqualTo(Usage.estimate(110, 0));
        grows("y".repeat(8));

        ChatDelta told = tally.add(new Used(Usage.of(120, 3)));

        assertThat(tally.callUsage()).isEqualTo(Usage.of(120, 3));
        assertThat(tally.usage()).isEqualTo(Usage.estimate(220, 13));
        assertThat(told).isEqualTo(new Used(Usage.estimate(220, 13)));
        assertThat(tally.cost()).isEqualTo(Money.usd("0.000246"));
        assertThat(tally.model()).isEqualTo(SECOND);
        assertThat(tally.delivered()).isEqualTo(new PartialAnswer(48, 13, true));
        assertThat(tally.spoken().text()).isEqualTo("x".repeat(40) + "y".repeat(8));
    }

    private void says(String text) {
        tally.add(new PartOpened(0, 0, Part.Text.of("")));
        grows(text);
    }

    private void grows(String piece) {
        tally.add(new PartGrew(0, 0, Growth.TEXT, piece, Map.of()));
    }
}
