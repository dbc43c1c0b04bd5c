package dev.quartermaster.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Gathered;
import dev.quartermaster.testing.Recording;
import dev.quartermaster.testing.Refused;
import dev.quartermaster.testing.Told;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real providers were recorded to say, through the readers that callers' answers go through. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RecordedAnswers {

    private final Recordings recordings;

    protected RecordedAnswers(Recordings recordings) {
        this.recordings = recordings;
    }

    List<Told> whole() {
        return recordings.whole();
    }

    List<Told> streamed() {
        return recordings.streamed();
    }

    List<Refused> refused() {
        return recordings.refused();
    }

    @ParameterizedTest
    @MethodSource("whole")
    void aWholeAnswerSaysWhatWasRecorded(Told told) {
        told.isWhatCameOf(recordings.read(told));
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void aStreamSaysWhatWasRecordedHoweverTheNetworkCutsIt(Told told) {
        ForAll.seeds(random -> told.isWhatCameOf(Gathered.of(recordings.stream(told.file(), random))));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aFailureMeansWhatItIsKnownToMean(Refused refused) {
        ProviderFailure failure = failure(refused);

        assertThat(failure.kind()).isEqualTo(refused.kind());
        assertThat(failure.isTransient()).isEqualTo(refused.isTransient());
        assertThat(failure.retryAfter().orElse(null)).isEqualTo(refused.retryAfter());
    }

    private ProviderFailure failure(Refused refused) {
        byte[] body = Recording.bytes(refused.file());
        if (refused.status() != 200) {
            return recordings.reader().refused(new ProviderResponse(refused.status(), refused.headers()::get, body));
        }
        boolean isWhole = refused.file().endsWith(".json");
        return catchThrowableOfType(ProviderFailure.class, () -> {
            if (isWhole) {
                recordings.read(body);
            } else {
                recordings.stream(refused.file(), new Random(7));
            }
        });
    }
}
