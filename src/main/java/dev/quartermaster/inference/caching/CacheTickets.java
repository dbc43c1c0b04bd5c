package dev.quartermaster.inference.caching;

import dev.quartermaster.cache.CacheTicket;
import dev.quartermaster.cache.CacheWish;
import dev.quartermaster.cache.ResponseCache;
import dev.quartermaster.cache.Tenants;
import dev.quartermaster.cache.key.CacheKey;
import dev.quartermaster.cache.key.ModelMark;
import dev.quartermaster.cache.key.RequestDigest;
import dev.quartermaster.cache.key.Tenant;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Decides which planned requests use the response cache, and under which key. */
@ApplicationScoped
public class CacheTickets {

    private final ResponseCache cache;
    private final Tenants tenants;
    private final ModelRegistry registry;
    private final Providers providers;
    private final ModelMark.Book marks = new ModelMark.Book();

    CacheTickets(ResponseCache cache, Tenants tenants, ModelRegistry registry, Providers providers) {
        this.cache = cache;
        this.tenants = tenants;
        this.registry = registry;
        this.providers = providers;
    }

    /** Gives a request its ticket, if it may use the cache. Never fails. */
    public void issue(RequestContext requestContext) {
        InferenceRequest request = requestContext.request();
        if (!admitted(request)) {
            return;
        }
        cache.guard().run(() -> resolved(requestContext.decision())
                .ifPresent(model -> requestContext.mayUseCache(ticket(request, model))));
    }

    private boolean admitted(InferenceRequest request) {
        CacheWish wish = request.hints().cache();
        boolean admitted = request.ask() instanceof InferenceOperation.Answer answer
                ? cache.admits(answer.request(), wish)
                : cache.admitsVectors(wish);
        return admitted && !request.caller().equals(Caller.HEALTH_PROBE);
    }

    /** The model that answers if all is well: the first of the route, or the one named that cannot be called just now. */
    private Optional<ModelSpec> resolved(Decision decision) {
        List<Rejection> away = decision.passedOver();
        if (!away.isEmpty()) {
            Optional<ModelSpec> named = registry.snapshot().find(away.get(0).model());
            if (named.isPresent()) {
                return named;
            }
        }
        return decision.route().isEmpty()
                ? Optional.empty()
                : Optional.of(decision.route().get(0).model());
    }

    private CacheTicket ticket(InferenceRequest request, ModelSpec model) {
        Tenant tenant = tenant(request.caller());
        CacheKey key = request.ask() instanceof InferenceOperation.Answer answer
                ? RequestDigest.of(tenant, answer.request()).answeredBy(mark(model))
                : RequestDigest.of(inputs(tenant, request, model));
        return new CacheTicket(
                tenant,
                request.hints().cache(),
                request.time(),
                model.key(),
                request.hints().agentType(),
                key);
    }

    /** What is set of its key goes before the configuration. */
    private Tenant tenant(Caller caller) {
        String group = caller.grant().tenant();
        return group == null ? tenants.of(caller.id()) : new Tenant(group, true);
    }

    /** The key of a chat's answer by this model. */
    CacheKey key(RequestContext requestContext, CacheTicket ticket, ModelSpec model) {
        return model.key().equals(ticket.model())
                ? ticket.key()
                : RequestDigest.of(ticket.tenant(), requestContext.request().chat())
                        .answeredBy(mark(model));
    }

    /** The keys of each input's vector by this model. */
    List<CacheKey> inputs(Tenant tenant, InferenceRequest request, ModelSpec model) {
        ModelMark mark = mark(model);
        return request.embedding().inputs().stream()
                .map(input ->
                        RequestDigest.of(tenant, request.embedding(), input).answeredBy(mark))
                .toList();
    }

    /** The model of an entry as it is now; empty when there is none any more. */
    Optional<ModelSpec> model(RequestContext requestContext, ModelKey key) {
        return requestContext.first().filter(first -> first.key().equals(key)).or(() -> registry.snapshot()
                .resolve(key.toString()));
    }

    private ModelMark mark(ModelSpec model) {
        return marks.of(model, () -> address(model));
    }

    /** Where the model is called: the same name at another address may be another model. */
    private Optional<String> address(ModelSpec model) {
        return providers.states().stream()
                .filter(state -> state.id().equals(model.key().provider()))
                .map(state -> state.baseUrl())
                .filter(url -> url != null)
                .findFirst();
    }
}
