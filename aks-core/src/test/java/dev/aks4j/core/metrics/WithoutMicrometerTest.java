package dev.aks4j.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A program without Micrometer loads, looks at, and builds a client; only the meters themselves need it. */
class WithoutMicrometerTest {

    /** The test's class path without Micrometer, and with nothing of the test's own classes. */
    private static URLClassLoader filtered() {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer"))
                .map(WithoutMicrometerTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void clientIsBuiltAndInspectedWithoutMicrometer() throws Exception {
        try (URLClassLoader loader = filtered()) {
            assertThatThrownBy(() -> loader.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);
            Class<?> facade = loader.loadClass("dev.aks4j.core.Aks");
            assertThat(facade.getDeclaredMethods()).isNotEmpty();
            Object builder =
                    facade.getMethod("builder", String.class).invoke(null, "00000000-0000-0000-0000-00000000000a");
            assertThat(builder.getClass().getDeclaredMethods())
                    .extracting(java.lang.reflect.Method::getName)
                    .contains("listener");
            Object aks = builder.getClass().getMethod("build").invoke(builder);
            facade.getMethod("close").invoke(aks);
            assertThat(aks.toString()).startsWith("Aks in subscription 00000000");
            Class<?> metrics = Class.forName("dev.aks4j.core.metrics.AksMetrics", false, loader);
            assertThatThrownBy(metrics::getDeclaredMethods).isInstanceOf(NoClassDefFoundError.class);
        }
    }
}
