package dev.aks4j.benchmarks;

import dev.aks4j.simulated.azure.LoopbackAzure;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * How long a new process takes from {@code main} to its first answer of ARM, a cluster read over HTTPS from a simulator in
 * this process. All contestants use the JDK's HTTP client and one trust store with the JDK's certificates and the
 * simulator's. Forks are interleaved, so that a busy machine is busy for all.
 */
final class ColdStartBenchmark {

    private static final int FORKS = 11;
    private static final String STORE_PASSWORD = "changeit";

    private ColdStartBenchmark() {}

    static void run(Report report) throws Exception {
        report.heading("4. From `main` to the first answer of ARM over HTTPS");
        Map<String, List<ColdStart.Times>> all = new LinkedHashMap<>();
        Path store = Files.createTempFile("aks4j-benchmark", ".jks");
        try (SimulatedAzure azure = Fleet.of(1, 1);
                LoopbackAzure loopback = LoopbackAzure.open(azure.simulator())) {
            trust(store, loopback.caCertificatePem());
            String token = SignIn.token(azure);
            for (int fork = -1; fork < FORKS; fork++) {
                for (String contestant : ColdStart.CONTESTANTS) {
                    ColdStart.Times times = ColdStart.Times.parse(Fork.lastLine(
                            List.of("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStoreType=JKS"),
                            ColdStart.class,
                            contestant,
                            loopback.arm(),
                            azure.tenantId(),
                            azure.subscriptionId(),
                            token));
                    if (fork >= 0) {
                        all.computeIfAbsent(contestant, name -> new ArrayList<>())
                                .add(times);
                    }
                }
            }
        } finally {
            Files.delete(store);
        }
        print(report, all);
    }

    private static void print(Report report, Map<String, List<ColdStart.Times>> all) {
        List<List<String>> rows = new ArrayList<>();
        all.forEach((contestant, times) -> {
            Spread total = Spread.of(times, ColdStart.Times::total);
            rows.add(List.of(
                    contestant,
                    String.format(Locale.ROOT, "%.0f ms [%.0f..%.0f]", total.median, total.least, total.most),
                    String.format(Locale.ROOT, "%.0f ms", Spread.of(times, ColdStart.Times::made).median),
                    String.format(Locale.ROOT, "%.0f ms", Spread.of(times, ColdStart.Times::answered).median),
                    String.format(Locale.ROOT, "%.0f ms", Spread.of(times, ColdStart.Times::cpu).median),
                    String.format(Locale.ROOT, "%.0f", Spread.of(times, ColdStart.Times::classes).median)));
        });
        report.table(
                List.of("client", "main to answer, median [min..max]", "client made", "first answer", "CPU", "classes"),
                rows);
        double ours = Spread.of(all.get("ours"), ColdStart.Times::total).median;
        double raw = Spread.of(all.get("raw"), ColdStart.Times::total).median;
        double bare = Spread.of(all.get("bare"), ColdStart.Times::total).median;
        Spread ratio = paired(all.get("ours"), all.get("raw"));
        report.text(
                "%d processes each, interleaved. ours/raw: %.2f of the medians; of the processes that ran one after the"
                        + " other %.2f [%.2f..%.2f].",
                FORKS, ours / raw, ratio.median, ratio.least, ratio.most);
        report.text(
                "What dominates: bare, a GET with the JDK's client alone, takes %.0f %% of ours, for its classes and the"
                        + " TLS handshake in a JVM that has compiled nothing yet; the rest goes with the %.0f classes"
                        + " loaded beyond that, %.2f ms each.",
                100 * bare / ours, beyond(all), (ours - bare) / beyond(all));
        report.targets(new Report.Target("no slower than the raw manager", ours <= raw));
    }

    private static double beyond(Map<String, List<ColdStart.Times>> all) {
        return Spread.of(all.get("ours"), ColdStart.Times::classes).median
                - Spread.of(all.get("bare"), ColdStart.Times::classes).median;
    }

    private static Spread paired(List<ColdStart.Times> ours, List<ColdStart.Times> raw) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i).total() / raw.get(i).total());
        }
        return Spread.of(ratios, Double::doubleValue);
    }

    /** Writes a trust store with the JDK's certificates and one more. */
    private static void trust(Path file, String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        int number = 0;
        for (TrustManager manager : factory.getTrustManagers()) {
            for (X509Certificate known : ((X509TrustManager) manager).getAcceptedIssuers()) {
                store.setCertificateEntry("jdk-" + number++, known);
            }
        }
        store.setCertificateEntry(
                "simulator",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        try (OutputStream stream = Files.newOutputStream(file)) {
            store.store(stream, STORE_PASSWORD.toCharArray());
        }
    }

    /** How values lie. */
    private record Spread(double median, double least, double most) {

        static <T> Spread of(List<T> times, ToDoubleFunction<T> value) {
            double[] sorted = times.stream().mapToDouble(value).sorted().toArray();
            return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
        }
    }
}
