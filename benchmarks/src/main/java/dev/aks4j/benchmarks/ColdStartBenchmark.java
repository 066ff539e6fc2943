package dev.aks4j.benchmarks;

import dev.aks4j.testkit.LoopbackAzure;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
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

    static void run(PrintStream out) throws Exception {
        out.println("4. From main to the first answer of ARM over HTTPS, " + FORKS
                + " processes each, interleaved: median [min..max]");
        Map<String, List<ColdStart.Times>> all = new LinkedHashMap<>();
        Path store = Files.createTempFile("aks4j-benchmark", ".jks");
        try (SimulatedAzure azure = Fleet.of(1, 1);
                LoopbackAzure loopback = LoopbackAzure.open(azure)) {
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
        print(out, all);
    }

    private static void print(PrintStream out, Map<String, List<ColdStart.Times>> all) {
        out.printf("%-10s %28s %14s %14s %14s%n", "", "main to answer", "client made", "first answer", "classes");
        all.forEach((contestant, times) -> {
            Spread total = Spread.of(times, t -> t.made() + t.answered());
            out.printf(
                    Locale.ROOT,
                    "%-10s %9.0f ms [%5.0f..%5.0f] %11.0f ms %11.0f ms %14.0f%n",
                    contestant,
                    total.median,
                    total.least,
                    total.most,
                    Spread.of(times, ColdStart.Times::made).median,
                    Spread.of(times, ColdStart.Times::answered).median,
                    Spread.of(times, ColdStart.Times::classes).median);
        });
        double ours = Spread.of(all.get("ours"), t -> t.made() + t.answered()).median;
        double raw = Spread.of(all.get("raw"), t -> t.made() + t.answered()).median;
        double bare = Spread.of(all.get("bare"), t -> t.made() + t.answered()).median;
        out.printf(
                Locale.ROOT,
                "ours/raw: %.2f; bare, a GET with the JDK's client alone, takes %.0f %% of ours: its HTTP client and TLS"
                        + " dominate, and the rest goes with the classes loaded beyond that%n",
                ours / raw,
                100 * bare / ours);
        Targets.print(out, "no slower than the raw manager", ours <= raw);
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

        static Spread of(List<ColdStart.Times> times, ToDoubleFunction<ColdStart.Times> value) {
            double[] sorted = times.stream().mapToDouble(value).sorted().toArray();
            return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
        }
    }
}
