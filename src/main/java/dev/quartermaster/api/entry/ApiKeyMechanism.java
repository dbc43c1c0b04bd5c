package dev.quartermaster.api.entry;

import dev.quartermaster.auth.Admission;
import dev.quartermaster.auth.CallerAuthentication;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Identifies the caller of a request by its API key. Without a valid one a request is nobody's, which only the health probes
 * admit; the refusal is then told in the caller's dialect.
 */
@Singleton
class ApiKeyMechanism implements HttpAuthenticationMechanism {

    private static final List<String> PAGES = List.of("/console/", "/assets/", "/q/");

    private final CallerAuthentication authentication;
    private final ErrorWriter errors;

    ApiKeyMechanism(CallerAuthentication authentication, ErrorWriter errors) {
        this.authentication = authentication;
        this.errors = errors;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identityProviders) {
        String path = context.normalizedPath();
        if (isOpen(path)) {
            return Uni.createFrom().nullItem();
        }
        RequestInfo request = RequestInfo.of(context);
        if (InternalGate.isInternal(path) && request.isEvent()) {
            request.admit(Caller.AWS_EVENT);
            return Uni.createFrom().item(CallerIdentity.ofEvent());
        }
        Admission admission =
                authentication.admit(ApiKeyReader.of(context.request().headers(), isPage(path)), address(context));
        Caller caller = admission.caller();
        if (caller == null) {
            request.refuse(admission);
            return Uni.createFrom().nullItem();
        }
        request.admit(caller);
        return Uni.createFrom().item(new CallerIdentity(caller));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom()
                .item(new ChallengeData(
                        ErrorCode.INVALID_API_KEY.status(), "www-authenticate", scheme(context.normalizedPath())));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        Admission admission = RequestInfo.of(context).refusal();
        ErrorCode code =
                admission == null || admission.refusal() == null ? ErrorCode.INVALID_API_KEY : admission.refusal();
        if (code == ErrorCode.INVALID_API_KEY) {
            context.response().putHeader("www-authenticate", scheme(context.normalizedPath()));
        }
        errors.write(context, code, admission == null ? "A valid key is needed." : admission.message());
        return Uni.createFrom().item(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    private static String scheme(String path) {
        return isPage(path) ? "Basic realm=\"Quartermaster\"" : "Bearer";
    }

    private static String address(RoutingContext context) {
        SocketAddress remote = context.request().remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        return host == null ? "unknown" : host;
    }

    static boolean isOpen(String path) {
        return path.equals("/q/health") || path.startsWith("/q/health/");
    }

    private static boolean isUnderPages(String path) {
        for (String page : PAGES) {
            if (path.startsWith(page)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a person opens the path in a browser, which sends a key only as a password. Such paths only read. */
    static boolean isPage(String path) {
        return path.equals("/") || path.equals("/console") || isUnderPages(path);
    }
}
