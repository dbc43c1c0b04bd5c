package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.history.CircumstancesRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CircumstancesArchiveTest {

    private static final Instant TIME = Instant.parse("2026-11-29T12:00:00Z");

    private final List<CircumstancesRecord> kept = new ArrayList<>();
    private long setbacks;
    private final CircumstancesArchive archive = new CircumstancesArchive(kept::add, () -> setbacks);

    @Test
    void theSameCircumstancesAreKeptOnce() {
        Circumstances first = archive.of(knowing(100, 0.5), TIME);

        assertThat(archive.of(knowing(100, 0.5), TIME.plusSeconds(60))).isSameAs(first);
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).id().get()).isEqualTo(first.id());
    }

    @Test
    void aFewDifferencesAreTheDecisionsOwnAndManyMakeNewCircumstances() {
        Circumstances first = archive.of(knowing(100, 0.5), TIME);
        Circumstances close = archive.of(knowing(100 + CircumstancesArchive.MOST_DIFFERENCES, 0.5), TIME);
        Circumstances fewer = archive.of(knowing(100 - CircumstancesArchive.MOST_DIFFERENCES, 0.5), TIME);
        Circumstances far = archive.of(knowing(101 + CircumstancesArchive.MOST_DIFFERENCES, 0.5), TIME);

        assertThat(close).isSameAs(first);
        assertThat(fewer).isSameAs(first);
        assertThat(far).isNotSameAs(first);
        assertThat(kept).hasSize(2);
        assertThat(archive.of(knowing(100, 0.5), TIME))
                .as("both are remembered")
                .isSameAs(first);
    }

    @Test
    void otherSettingsAreOtherCircumstances() {
        SelectionInputs inputs = knowing(1, 0.5);
        Circumstances first = archive.of(inputs, TIME);

        assertThat(archive.of(inputs.withWeights(new Weights(0, 1, 0, 0)), TIME))
                .isNotSameAs(first);
    }

    /** Those of a month are removed with its decisions. */
    @Test
    void eachMonthHasItsOwn() {
        Circumstances first = archive.of(knowing(1, 0.5), Instant.parse("2026-11-30T23:59:59.999Z"));

        assertThat(archive.of(knowing(1, 0.5), Instant.parse("2026-12-01T00:00:00Z")))
                .isNotSameAs(first);
        assertThat(kept).extracting(record -> record.month().toString()).containsExactly("2026-11", "2026-12");
        assertThat(kept.get(0).id().get()).isEqualTo(kept.get(1).id().get());
    }

    @Test
    void whatPerhapsWasNotKeptIsKeptAgain() {
        Circumstances first = archive.of(knowing(1, 0.5), TIME);
        setbacks++;

        assertThat(archive.of(knowing(1, 0.5), TIME)).isNotSameAs(first);
        assertThat(kept).hasSize(2);
    }

    /** Nothing but so many models in use. */
    private static SelectionInputs knowing(int models, double used) {
        Map<String, ModelSignal> known = new HashMap<>();
        for (int i = 0; i < models; i++) {
            known.put("openai/m" + i, ModelSignal.NONE.withQuota(0, used, used));
        }
        return Situations.inputs(Situations.plain(), Situations.knowing(known));
    }
}
