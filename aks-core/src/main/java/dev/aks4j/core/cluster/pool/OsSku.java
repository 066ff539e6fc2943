package dev.aks4j.core.cluster.pool;

/** The operating system of a pool's nodes. Linux can be exchanged for Linux in place, Windows not at all. */
public enum OsSku {
    /** Ubuntu, in the version that goes with the Kubernetes version; the default for Linux. */
    UBUNTU("Ubuntu"),
    /** Ubuntu 22.04, up to Kubernetes 1.36. */
    UBUNTU_2204("Ubuntu2204"),
    /** Ubuntu 24.04, from Kubernetes 1.32. */
    UBUNTU_2404("Ubuntu2404"),
    /** Azure Linux, in the version that goes with the Kubernetes version. */
    AZURE_LINUX("AzureLinux"),
    /** Azure Linux 3.0, Kubernetes 1.28 to 1.36. */
    AZURE_LINUX_3("AzureLinux3"),
    /** Azure Linux with an immutable, verified host; needs secure boot and vTPM. */
    AZURE_LINUX_OS_GUARD("AzureLinuxOSGuard"),
    /** A Linux made for containers only; needs trusted launch, from Kubernetes 1.34. */
    AZURE_CONTAINER_LINUX("AzureContainerLinux"),
    /** Windows Server 2019; retired. */
    WINDOWS_2019("Windows2019"),
    /** Windows Server 2022, up to Kubernetes 1.36. */
    WINDOWS_2022("Windows2022"),
    /** Windows Server 2025, from Kubernetes 1.32; needs a FIPS image. */
    WINDOWS_2025("Windows2025");

    private final String value;

    OsSku(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
