package dev.aks4j.core.internal.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.AksException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The proxy that the environment names, and for whom it is. */
class EnvironmentProxiesTest {

    private static String proxy(Map<String, String> environment, String url) {
        return EnvironmentProxies.of(environment, Map.of())
                .map(selector -> selector.select(URI.create(url)).get(0))
                .filter(proxy -> proxy.type() != Proxy.Type.DIRECT)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .map(address -> address.getHostString() + ":" + address.getPort())
                .orElse("direct");
    }

    @Test
    void theVariablesNameItInEitherCase() {
        String azure = "https://management.azure.com/";
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://proxy:3128"), azure)).isEqualTo("proxy:3128");
        assertThat(proxy(Map.of("https_proxy", "proxy:3128/"), azure)).isEqualTo("proxy:3128");
        assertThat(proxy(Map.of("ALL_PROXY", "http://user:word@proxy"), azure)).isEqualTo("proxy:80");
        assertThat(proxy(Map.of("https_proxy", "http://small:1", "HTTPS_PROXY", "http://large:2"), azure))
                .isEqualTo("small:1");
        assertThat(proxy(Map.of(), azure)).isEqualTo("direct");
        assertThat(proxy(Map.of("HTTPS_PROXY", " "), azure)).isEqualTo("direct");
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://pro xy"), azure)).isEqualTo("direct");
    }

    @Test
    void whatItIsNotForIsReachedDirectly() {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", "localhost, .corp.example,10.0.0.1:6443");
        assertThat(proxy(environment, "https://localhost:8443/")).isEqualTo("direct");
        assertThat(proxy(environment, "https://api.corp.example/")).isEqualTo("direct");
        assertThat(proxy(environment, "https://corp.example/")).isEqualTo("direct");
        assertThat(proxy(environment, "https://notcorp.example/")).isEqualTo("proxy:3128");
        assertThat(proxy(environment, "https://10.0.0.1:6443/")).isEqualTo("direct");
        assertThat(proxy(environment, "https://10.0.0.1/")).isEqualTo("proxy:3128");
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://proxy:1", "NO_PROXY", "*"), "https://x/"))
                .isEqualTo("direct");
    }

    /** The JDK's client would go past it without a word. */
    @Test
    void aProxyOfSocksIsRefusedAndNotPassedBy() {
        for (String url : List.of("socks5://proxy:1080", "SOCKS5H://proxy", "socks4a://user:word@proxy:1")) {
            assertThatThrownBy(() -> EnvironmentProxies.of(Map.of("ALL_PROXY", url), Map.of()))
                    .isInstanceOf(AksException.class)
                    .hasMessageContaining("ALL_PROXY names a SOCKS proxy")
                    .hasMessageContaining("NO_PROXY=*")
                    .hasMessageNotContaining("word@");
            assertThat(proxy(
                            Map.of("ALL_PROXY", url, "HTTPS_PROXY", "http://web:3128"),
                            "https://management.azure.com/"))
                    .isEqualTo("web:3128");
            assertThat(proxy(Map.of("ALL_PROXY", url, "NO_PROXY", "*"), "https://management.azure.com/"))
                    .isEqualTo("direct");
        }
        assertThatThrownBy(() -> EnvironmentProxies.of(Map.of("https_proxy", "socks5://proxy"), Map.of()))
                .hasMessageContaining("HTTPS_PROXY names a SOCKS proxy");
    }

    @Test
    void propertiesOfTheJvmComeFirst() {
        assertThat(EnvironmentProxies.of(
                        Map.of("HTTPS_PROXY", "http://proxy:3128"), Map.of("https.proxyHost", "other")))
                .isEmpty();
    }
}
