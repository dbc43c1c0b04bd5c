package dev.quartermaster.api.entry;

import dev.quartermaster.auth.Admission;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Identifies the caller of a request by its API key, by the session of somebody who signed in to the console, or by a token of
 * an OpenID provider. It stands in for the framework's mechanisms, so that no other one is asked after it. Without a
 * valid one a request is nobody's, which only the health probes and the way to sign in admit; the refusal is then told in the
 * caller's dialect, and browsers are led to where one signs in.
 */
@Singleton
@Alternative
@Priority(1)
class ApiKeyMechanism implements HttpAuthenticationMechanism {

    private static final List<String> PAGES = List.of("/console/", "/q/");
    private static final List<String> OPEN = List.of("/q/health/", "/console/sign-in/", "/console/assets/");

    private final Admissions admissions;
    private final TokenAuthentication tokens;
    private final ErrorWriter errors;

    ApiKeyMechanism(Admissions admissions, TokenAuthentication tokens, ErrorWriter errors) {
        this.admissions = admissions;
        this.tokens = tokens;
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
        if (tokens.isFor(context)) {
            return tokens.authenticate(context, identityProviders);
        }
        Admission admission = admissions.of(context);
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
        if (SignInRedirect.isWanted(context)) {
            SignInRedirect.send(context);
            return Uni.createFrom().item(true);
        }
        Admission admission = RequestInfo.of(context).refusal();
        ErrorCode code =
                admission == null || admission.refusal() == null ? ErrorCode.INVALID_API_KEY : admission.refusal();
        if (code == ErrorCode.INVALID_API_KEY && !isOfAPage(context)) {
            context.response().putHeader("www-authenticate", scheme(context.normalizedPath()));
        }
        errors.write(context, code, admission == null ? "A valid key is needed." : admission.message());
        return Uni.createFrom().item(true);
    }

    /** A browser that is told a scheme then asks for a password itself, in the middle of the page. */
    private static boolean isOfAPage(RoutingContext context) {
        String mode = context.request().getHeader("sec-fetch-mode");
        return context.request().getHeader("hx-request") != null || (mode != null && !mode.equals("navigate"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    private static String scheme(String path) {
        return isPage(path) ? "Basic realm=\"Quartermaster\"" : "Bearer";
    }

    static boolean isOpen(String path) {
        return path.equals("/q/health") || path.equals("/console/sign-in") || isUnder(OPEN, path);
    }

    private static boolean isUnder(List<String> folders, String path) {
        for (String folder : folders) {
            if (path.startsWith(folder)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a person opens the path in a browser, which sends a key only as a password, or as a session. */
    static boolean isPage(String path) {
        return path.equals("/") || path.equals("/console") || isUnder(PAGES, path);
    }
}
