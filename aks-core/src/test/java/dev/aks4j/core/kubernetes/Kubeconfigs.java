package dev.aks4j.core.kubernetes;

/** Kubeconfigs as AKS writes them. The secrets are marked, so that a test can look for them. */
final class Kubeconfigs {
    static final String SECRET = "c2VjcmV0LXNlY3JldA==";
    static final String TENANT = "54826b22-38d6-4fb2-bad9-b7b93a3e9c5a";

    private Kubeconfigs() {}

    static String entra(String server) {
        return head(server) + """
                    exec:
                      apiVersion: client.authentication.k8s.io/v1beta1
                      args:
                      - get-token
                      - --environment
                      - AzurePublicCloud
                      - --server-id
                      - 6dae42f8-4368-4678-94ff-3960e28e3630
                      - --client-id
                      - 80faf920-1908-4b52-b5ef-a8e7bedfc67a
                      - --tenant-id
                      - %s
                      - --login
                      - devicecode
                      command: kubelogin
                      env: null
                      provideClusterInfo: false
                """.formatted(TENANT);
    }

    static String oldEntra(String server) {
        return head(server) + """
                    auth-provider:
                      config:
                        apiserver-id: 11111111-4368-4678-94ff-3960e28e3630
                        client-id: 80faf920-1908-4b52-b5ef-a8e7bedfc67a
                        config-mode: "1"
                        environment: AzurePublicCloud
                        tenant-id: %s
                      name: azure
                """.formatted(TENANT);
    }

    static String local(String server) {
        return head(server) + "    token: " + SECRET + "\n";
    }

    static String withCertificate(String server) {
        return head(server) + "    client-certificate-data: Y2VydA==\n    client-key-data: " + SECRET + "\n";
    }

    private static String head(String server) {
        return """
                apiVersion: v1
                clusters:
                - cluster:
                    server: %s
                  name: shop
                contexts:
                - context:
                    cluster: shop
                    user: clusterUser_rg-shop_shop
                  name: shop
                current-context: shop
                kind: Config
                preferences: {}
                users:
                - name: clusterUser_rg-shop_shop
                  user:
                """.formatted(server);
    }
}
