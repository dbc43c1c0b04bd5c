package dev.quartermaster.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRuleTest {

    private final LinkRule rule = new LinkRule(false, List.of(), List.of());

    @ParameterizedTest
    @CsvSource({
        "https://example.com/a.png, example.com, 443, /a.png",
        "https://Example.COM:8443?x=1#part, example.com, 8443, /?x=1",
        "HTTPS://cdn.example.com./a%20b?c=d%2F, cdn.example.com., 443, /a%20b?c=d%2F",
        "https://example.com/größe.png, example.com, 443, /gr%C3%B6%C3%9Fe.png",
        "https://93.184.216.34/, 93.184.216.34, 443, /",
        "https://[2606:4700::1111]/x, [2606:4700::1111], 443, /x"
    })
    void readsLinks(String text, String host, int port, String target) {
        LinkRule.Link link = rule.read(text);

        assertThat(link.host()).isEqualTo(host);
        assertThat(link.port()).isEqualTo(port);
        assertThat(link.target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.0.01/",
                "https://1.2.3.4.5/",
                "https://example.0x7f/",
                "https://①②⑦.0.0.1/",
                "https://127。0。0。1/",
                "https://[fe80::1%25eth0]/",
                "https://[::ffff:127.0.0.1/",
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://exa mple.com/",
                "https://example.com\\@10.0.0.1/",
                "https:///a.png",
                "https:a.png"
            })
    void whatCouldMeanSomethingElseIsNoLink(String text) {
        assertThatThrownBy(() -> rule.read(text))
                .isInstanceOf(LinkFailure.class)
                .hasMessage(LinkFailure.notALink().getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "data:image/png;base64,AAAA",
                "gopher://example.com/",
                "a.png",
                "//example.com/a.png"
            })
    void onlyHttpsIsFollowed(String text) {
        assertThatThrownBy(() -> rule.read(text)).hasMessage("only https links are followed");
    }

    @Test
    void unencryptedLinksAreFollowedWhereThatIsAllowed() {
        LinkRule open = new LinkRule(true, List.of(), List.of());

        assertThat(open.read("http://example.com/").port()).isEqualTo(80);
        assertThatThrownBy(() -> open.read("ftp://example.com/")).hasMessageContaining("https and http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://me:secret@example.com/", "https://me@example.com/", "https://@example.com/"})
    void credentialsInALinkAreRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> rule.read(text))
                .hasMessageContaining("a user name or a password")
                .hasMessageNotContaining("secret");
    }

    @Test
    void hostsAreListedByNameOrByWhatIsBelowOne() {
        LinkRule listed = new LinkRule(false, List.of("example.com", "*.Example.org"), List.of("bad.example.org"));

        for (String open : List.of("example.com", "EXAMPLE.com.", "a.example.org", "a.b.example.org")) {
            assertThat(listed.read("https://" + open + "/")).isNotNull();
        }
        for (String closed : List.of("a.example.com", "example.org", "badexample.org", "bad.example.org")) {
            assertThatThrownBy(() -> listed.read("https://" + closed + "/")).hasMessageContaining("not followed here");
        }
    }

    @Test
    void aRedirectMayBeRelative() {
        LinkRule.Link link = rule.read("https://example.com/a/b.png?x");

        assertThat(link.resolve("../c.png")).isEqualTo("https://example.com/c.png");
        assertThat(link.resolve("//10.0.0.1/")).isEqualTo("https://10.0.0.1/");
        assertThat(link.resolve("http://other.example/")).isEqualTo("http://other.example/");
        assertThatThrownBy(() -> link.resolve("http://[")).isInstanceOf(LinkFailure.class);
    }
}
