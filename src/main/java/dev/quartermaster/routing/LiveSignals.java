package dev.quartermaster.routing;

import dev.quartermaster.catalog.BedrockCatalog;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.HealthBoard;
import dev.quartermaster.limits.RateLimitStatus;
import dev.quartermaster.limits.RateLimiter;
import dev.quartermaster.provider.Providers;
import dev.quartermaster.provider.bedrock.BedrockRegion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The signals of this process, read as they are. */
@ApplicationScoped
class LiveSignals implements Signals {

    private final Providers providers;
    private final BedrockCatalog catalog;
    private final BedrockRegion region;
    private final RateLimiter limiter;
    private final HealthBoard health;

    LiveSignals(
            Providers providers,
            BedrockCatalog catalog,
            BedrockRegion region,
            RateLimiter limiter,
            HealthBoard health) {
        this.providers = providers;
        this.catalog = catalog;
        this.region = region;
        this.limiter = limiter;
        this.health = health;
    }

    @Override
    public boolean callable(ModelSpec model) {
        return providers.usable(model.key().provider());
    }

    /** A region from which the catalog has no answer may offer anything. */
    @Override
    public boolean offered(ModelSpec model) {
        return model.regions().isEmpty()
                || !model.key().provider().equals(ProviderId.BEDROCK)
                || model.regions().contains(region.code())
                || catalog.peek().filter(index -> index.isAsked(region.code())).isEmpty();
    }

    @Override
    public Duration quotaWait(ModelSpec model, long tokens) {
        return limiter.peek(model, tokens);
    }

    @Override
    public Duration healthWait(ModelSpec model) {
        return health.wait(model.key());
    }

    @Override
    public double health(ModelSpec model) {
        return health.share(model.key());
    }

    @Override
    public double quotaUsed(ModelSpec model) {
        double requests =
                limiter.requestStatus(model).map(RateLimitStatus::usedShare).orElse(0.0);
        double tokens =
                limiter.tokenStatus(model).map(RateLimitStatus::usedShare).orElse(0.0);
        return Math.max(requests, tokens);
    }
}
