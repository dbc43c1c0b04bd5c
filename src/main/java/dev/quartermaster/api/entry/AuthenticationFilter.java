package dev.quartermaster.api.entry;

import dev.quartermaster.auth.Authenticator;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Admits a request if its API key is known. Everything except the health probes requires one. */
@Singleton
class AuthenticationFilter implements Handler<RoutingContext> {

    private static final List<String> PAGES = List.of("/console/", "/assets/", "/q/");

    private final Authenticator authenticator;
    private final ErrorWriter errors;

    AuthenticationFilter(Authenticator authenticator, ErrorWriter errors) {
        this.authenticator = authenticator;
        this.errors = errors;
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (isOpen(path)) {
            context.next();
            return;
        }
        boolean page = isPage(path);
        Optional<Caller> caller =
                authenticator.identify(ApiKeyReader.of(context.request().headers(), page));
        if (caller.isPresent()) {
            RequestInfo.of(context).admit(caller.get());
            context.next();
        } else {
            refuse(context, page);
        }
    }

    private void refuse(RoutingContext context, boolean page) {
        context.response().putHeader("www-authenticate", page ? "Basic realm=\"Quartermaster\"" : "Bearer");
        errors.write(
                context,
                ErrorCode.INVALID_API_KEY,
                "A valid key is needed, as 'Authorization: Bearer <key>' or 'x-api-key: <key>'.");
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
