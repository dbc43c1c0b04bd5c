package dev.quartermaster.api.providers;

import dev.quartermaster.api.providers.CredentialBody.Given;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.health.KeyCheck;
import dev.quartermaster.health.KeyCheck.Outcome;
import dev.quartermaster.health.KeyCheck.Result;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Asks providers whether they take keys. */
@Singleton
class CredentialChecks {

    /** Name of a key in attempts that is not in use. */
    private static final String GIVEN = "given";

    private static final String UNCHECKED = " Nothing was stored; with \"validate\": false it is stored unchecked.";

    private final KeyCheck check;
    private final KeyRing keys;

    CredentialChecks(KeyCheck check, KeyRing keys) {
        this.check = check;
        this.keys = keys;
    }

    /** Fails with an error that says why the key cannot be taken: it is refused, or that cannot be found out now. */
    Uni<Void> require(Given given) {
        return check.check(key(given)).invoke(result -> require(given, result)).replaceWithVoid();
    }

    private static void require(Given given, Result result) {
        ProviderId provider = given.slot().provider();
        if (result.outcome() == Outcome.REFUSED) {
            throw QuartermasterException.invalid(
                    given.field(), provider + " refuses '" + given.field() + "': " + result.detail() + "." + UNCHECKED);
        }
        if (result.outcome() != Outcome.TAKEN) {
            throw new QuartermasterException(
                    result.outcome() == Outcome.TIMEOUT ? ErrorCode.UPSTREAM_TIMEOUT : ErrorCode.UPSTREAM_ERROR,
                    provider + " could not be asked whether it takes the key: " + result.detail() + "." + UNCHECKED,
                    given.field(),
                    null);
        }
    }

    /** Checks a key that is given. */
    Uni<CheckAnswer> given(Given given) {
        ApiKey key = key(given);
        return check.check(key).map(result -> CheckAnswer.of(List.of(CheckAnswer.KeyResult.of(null, key, result))));
    }

    /** Checks the keys that serve, one after the other. */
    Uni<CheckAnswer> serving(ProviderId provider) {
        List<ApiKey> serving = keys.serving(provider);
        if (serving.isEmpty()) {
            throw new QuartermasterException(
                    ErrorCode.NOT_FOUND,
                    "There is no key of " + provider + " to test; one may be given in the body of the request.");
        }
        List<Uni<CheckAnswer.KeyResult>> asked = serving.stream()
                .map(key -> check.check(key).map(result -> CheckAnswer.KeyResult.of(key.id(), key, result)))
                .toList();
        return Uni.join().all(asked).usingConcurrencyOf(1).andFailFast().map(CheckAnswer::of);
    }

    private static ApiKey key(Given given) {
        ProviderId provider = given.slot().provider();
        return given.credential().key(provider, provider + "-" + GIVEN);
    }
}
