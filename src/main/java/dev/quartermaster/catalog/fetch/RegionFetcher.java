package dev.quartermaster.catalog.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.catalog.fetch.ControlPlaneFailure.ControlPlaneBusy;
import dev.quartermaster.catalog.fetch.ControlPlaneParser.ProfileOffer;
import dev.quartermaster.catalog.fetch.ControlPlaneParser.ProfilePage;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Fetches one list of one region, however many pages it has. Never fails: a region that does not answer is an answer. */
@ApplicationScoped
class RegionFetcher {

    /** More pages than any region has; a control plane that repeats itself must not keep us forever. */
    private static final int MOST_PAGES = 100;

    private final BedrockControlPlane controlPlane;

    RegionFetcher(BedrockControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    /** The time-out is for one try at all pages; single calls have their own. */
    @Timeout(value = 60, unit = ChronoUnit.SECONDS)
    @Retry(
            maxRetries = 4,
            delay = 200,
            jitter = 100,
            maxDuration = 120,
            durationUnit = ChronoUnit.SECONDS,
            retryOn = {ControlPlaneBusy.class, TimeoutException.class})
    @ExponentialBackoff(maxDelay = 5, maxDelayUnit = ChronoUnit.SECONDS)
    @Fallback(fallbackMethod = "unanswered")
    Uni<RegionAnswer> fetch(Listing listing) {
        return switch (listing.kind()) {
            case MODELS ->
                controlPlane
                        .foundationModels(listing.region())
                        .map(answer ->
                                RegionAnswer.offered(listing.region(), ControlPlaneParser.models(answer), List.of()));
            case PROFILES ->
                profiles(listing.region(), null, new ArrayList<>(), 1)
                        .map(all -> RegionAnswer.offered(listing.region(), List.of(), all));
        };
    }

    Uni<RegionAnswer> unanswered(Listing listing, Throwable failure) {
        RegionAnswer answer = failure instanceof ControlPlaneFailure refusal && refusal.notEnabled()
                ? RegionAnswer.notEnabled(listing.region(), refusal.reason())
                : RegionAnswer.failed(listing.region(), reason(failure));
        return Uni.createFrom().item(answer);
    }

    private Uni<List<ProfileOffer>> profiles(
            String region, @Nullable String token, List<ProfileOffer> soFar, int page) {
        return controlPlane.inferenceProfiles(region, token).chain(answer -> next(region, answer, soFar, page));
    }

    private Uni<List<ProfileOffer>> next(String region, JsonNode answer, List<ProfileOffer> soFar, int page) {
        ProfilePage found = ControlPlaneParser.profiles(answer);
        soFar.addAll(found.profiles());
        if (found.nextToken() == null) {
            return Uni.createFrom().item(soFar);
        }
        if (page == MOST_PAGES) {
            throw ControlPlaneFailure.failed("the list of inference profiles does not end");
        }
        return profiles(region, found.nextToken(), soFar, page + 1);
    }

    private static String reason(Throwable failure) {
        return failure instanceof ControlPlaneFailure refusal
                ? refusal.reason()
                : failure.getClass().getSimpleName();
    }

    /** One list of one region, which is what is fetched, retried and given up on as one. */
    record Listing(String region, Kind kind) {

        enum Kind {
            MODELS,
            PROFILES
        }
    }
}
