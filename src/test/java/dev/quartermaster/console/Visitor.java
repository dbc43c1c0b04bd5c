package dev.quartermaster.console;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without a screen: keeps cookies, and sends the forms of pages with their tokens. */
final class Visitor {

    private static final Pattern TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]*)\"");

    private final Map<String, String> cookies = new HashMap<>();
    private String token = "";

    RequestSpecification request() {
        return given().redirects()
                .follow(false)
                .accept("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .header("sec-fetch-site", "same-origin")
                .cookies(cookies);
    }

    Response get(String path) {
        return taken(request().urlEncodingEnabled(false).get(path));
    }

    /** Sends a form with the token of the page that was seen last. */
    Response post(String path, Map<String, ?> fields) {
        return taken(request()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("form_token", token)
                .formParams(fields)
                .post(URLDecoder.decode(path, StandardCharsets.UTF_8)));
    }

    Response signIn(String key) {
        get("/console/sign-in");
        return post("/console/sign-in", Map.of("key", key));
    }

    /** The token of the page that was seen last. */
    String token() {
        return token;
    }

    String cookie(String name) {
        return cookies.get(name);
    }

    void forget(String cookie) {
        cookies.remove(cookie);
    }

    void token(String other) {
        token = other;
    }

    private Response taken(Response answer) {
        answer.detailedCookies().asList().forEach(cookie -> {
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie.getValue());
            }
        });
        Matcher found = TOKEN.matcher(answer.asString());
        String last = token;
        while (found.find()) {
            last = found.group(1);
        }
        token = last;
        return answer;
    }
}
