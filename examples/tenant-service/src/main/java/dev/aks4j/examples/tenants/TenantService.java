package dev.aks4j.examples.tenants;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A service that gives each tenant a cluster. Any number of replicas share one ledger, in PostgreSQL. */
@SpringBootApplication(proxyBeanMethods = false)
public class TenantService {

    /** Starts the service. */
    public static void main(String[] arguments) {
        SpringApplication.run(TenantService.class, arguments);
    }
}
