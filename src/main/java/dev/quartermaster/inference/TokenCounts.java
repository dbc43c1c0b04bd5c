package dev.quartermaster.inference;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.failover.CallTimeout;
import dev.quartermaster.inference.failover.FailoverExhausted;
import dev.quartermaster.inference.failover.LinkedMedia;
import dev.quartermaster.inference.planning.NoCandidateError;
import dev.quartermaster.inference.planning.RoutePlanner;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.media.FetchedFiles;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.TokenCounter;
import dev.quartermaster.provider.directory.ProviderAccess;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.routing.Decision;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Counts what a request would weigh, for the first model that would be asked. Its provider counts where it can; where it
 * cannot, or not now, a guess must do, as nobody is billed by it. Nothing is recorded: a count costs nothing.
 */
@ApplicationScoped
public class TokenCounts {

    /** Failures that say something about the request, so that the answer itself would fail in the same way. */
    private static final Set<FailureKind> FAULT_OF_THE_REQUEST =
            Set.of(FailureKind.INVALID_REQUEST, FailureKind.CONTEXT_WINDOW, FailureKind.CONTENT_POLICY);

    private final RoutePlanner planner;
    private final Providers providers;
    private final LinkedMedia media;
    private final Vertx vertx;

    TokenCounts(RoutePlanner planner, Providers providers, LinkedMedia media, Vertx vertx) {
        this.planner = planner;
        this.providers = providers;
        this.media = media;
        this.vertx = vertx;
    }

    /** @throws dev.quartermaster.domain.QuartermasterException when the model is unknown, or none would be asked */
    public Uni<TokenCount> count(InferenceRequest request) {
        Decision decision = planner.plan(request).decision();
        NoCandidateError.requireRoute(decision);
        ModelSpec model = decision.route().get(0).model();
        return providers
                .access(model.key(), key -> true)
                .flatMap(access -> access.provider()
                        .able(TokenCounter.class)
                        .map(counter -> count(request, model, access, counter)))
                .orElseGet(() -> Uni.createFrom().item(guess(model, request)));
    }

    private Uni<TokenCount> count(
            InferenceRequest request, ModelSpec model, ProviderAccess providerAccess, TokenCounter counter) {
        Duration patience = providers.settings(model.key().provider()).firstTokenTimeout();
        FetchedFiles files = new FetchedFiles();
        return media.readable(request.chat(), providerAccess.provider(), files, patience)
                .map(chat -> new ProviderCall<>(model, chat, providerAccess.key(), quota -> {}))
                .chain(call -> CallTimeout.within(vertx, patience, counter.countTokens(call), () -> tooSlow(model)))
                .map(tokens -> new TokenCount(model.key(), tokens, false))
                .onFailure(ProviderFailure.class)
                .recoverWithUni(failure -> afterFailure(model, request, failure))
                .onTermination()
                .invoke(files::release);
    }

    private static Uni<TokenCount> afterFailure(ModelSpec model, InferenceRequest request, ProviderFailure failure) {
        if (FAULT_OF_THE_REQUEST.contains(failure.kind())) {
            return Uni.createFrom().failure(FailoverExhausted.of(List.of(), failure));
        }
        Log.infof("Tokens for %s are estimated: %s", model.key(), failure.kind().wire());
        return Uni.createFrom().item(guess(model, request));
    }

    private static ProviderFailure tooSlow(ModelSpec model) {
        return ProviderFailure.transientOf(FailureKind.TIMEOUT, model.key() + " did not count in time");
    }

    private static TokenCount guess(ModelSpec model, InferenceRequest request) {
        return new TokenCount(model.key(), request.ask().promptTokens(), true);
    }
}
