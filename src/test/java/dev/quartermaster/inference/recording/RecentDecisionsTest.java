package dev.quartermaster.inference.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.ledger.DecisionsStored;
import dev.quartermaster.routing.Decisions;
import dev.quartermaster.testing.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentDecisionsTest {

    private static final ModelSpec[] MANY = IntStream.range(0, 20_000)
            .mapToObj(i -> Models.named("openai/m" + i).build())
            .toArray(ModelSpec[]::new);

    private final RecentDecisions recent = new RecentDecisions();

    @Test
    void theOldestGoFirstWhenTheyNameTooManyModels() {
        List<DecisionTrace> kept = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            DecisionTrace trace = trace(MANY);
            recent.keep(trace);
            kept.add(trace);
        }

        assertThat(recent.find(kept.get(0).id())).isEmpty();
        assertThat(recent.find(kept.get(1).id())).containsSame(kept.get(1));
        assertThat(recent.find(kept.get(2).id())).containsSame(kept.get(2));
    }

    /** Of a request that names its model next to nothing is considered, and a decision is not free for that. */
    @Test
    void decisionsThatConsiderFewModelsAreBoundedToo() {
        DecisionTrace first = trace(MANY[0]);
        recent.keep(first);
        for (int i = 0; i < 5_000; i++) {
            recent.keep(trace(MANY[0]));
        }

        assertThat(recent.find(first.id())).isEmpty();
    }

    /** What the database has is read from there; the latest are at hand all the same. */
    @Test
    void ofThoseThatTheDatabaseHasOnlyAFewAreKept() {
        List<DecisionTrace> kept = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            kept.add(trace(MANY[0]));
            recent.keep(kept.get(i));
        }
        List<UUID> ids = kept.stream().map(DecisionTrace::id).toList();

        recent.stored(new DecisionsStored(ids.subList(0, 900)));
        recent.keep(trace(MANY[0]));

        assertThat(ids.subList(0, 801)).noneMatch(id -> recent.find(id).isPresent());
        assertThat(ids.subList(801, 1_000)).allMatch(id -> recent.find(id).isPresent());
    }

    @Test
    void aDecisionIsRenderedOnce() {
        DecisionTrace trace = trace(MANY[0], MANY[1]);

        DecisionDocument document = trace.document();

        assertThat(document.modelId()).isEqualTo("m0");
        assertThat(document.alternatives())
                .extracting(DecisionDocument.Alternative::modelId)
                .containsExactly("m1");
        assertThat(trace.document()).isSameAs(document);
        assertThat(trace.documentWithInputs().inputs()).isSameAs(trace.inputs());
        assertThat(trace.considered()).isEqualTo(2);
    }

    /** A decision that nobody has read holds on to its registry. */
    @Test
    void thoseOfTheOldestRegistriesAreForgotten() {
        List<DecisionTrace> kept = new ArrayList<>();
        for (String version : List.of("v1", "v2", "v1", "v3", "v4")) {
            DecisionTrace trace = new DecisionTrace(
                    Decisions.named(version, MANY[0]),
                    new DecisionTrace.Asked("req-1", "m0", null, null),
                    List.of(),
                    0);
            recent.keep(trace);
            kept.add(trace);
        }

        assertThat(kept)
                .extracting(trace -> recent.find(trace.id()).isPresent())
                .containsExactly(false, true, false, true, true);
    }

    private static DecisionTrace trace(ModelSpec... models) {
        return new DecisionTrace(
                Decisions.named(models), new DecisionTrace.Asked("req-1", "m0", null, null), List.of(), 0);
    }
}
