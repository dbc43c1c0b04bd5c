package dev.quartermaster.jobs;

import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.jobs.Quartermaster.StartRefused;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Stops a start whose words for Bedrock's residency or regions mean nothing: they would guard nothing. */
@Singleton
class BedrockCheck {

    /** Bedrock answers there too, under other accounts and with other lists. */
    private static final Pattern OTHER_PARTITION = Pattern.compile("(us-gov|us-iso|us-isob|eu-isoe|cn|eusc)-.+");

    private final CallPolicy called;
    private final Regions regions;

    BedrockCheck(CallPolicy called, Regions regions) {
        this.called = called;
        this.regions = regions;
    }

    void atStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        refusal(called.regions(), Optional.ofNullable(called.residency()), regions)
                .ifPresent(reason -> {
                    throw new StartRefused("Quartermaster did not start: " + reason);
                });
    }

    static Optional<String> refusal(List<String> codes, Optional<String> residency, Regions known) {
        try {
            residency.ifPresent(known::requireResidency);
            codes.stream()
                    .filter(code -> !OTHER_PARTITION.matcher(code).matches())
                    .forEach(known::require);
            return Optional.empty();
        } catch (QuartermasterException wrong) {
            return Optional.of(
                    "quartermaster.providers.bedrock." + wrong.param().orElse("") + ": " + wrong.getMessage());
        }
    }
}
