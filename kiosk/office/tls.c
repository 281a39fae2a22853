// SPDX-License-Identifier: Apache-2.0
#include "office/tls.h"

#include <gnutls/x509.h>
#include <string.h>

/* Without the purpose GnuTLS takes a certificate that was made for a server. */
static bool
is_trusted(gnutls_session_t session)
{
    unsigned char purpose[] = GNUTLS_KP_TLS_WWW_CLIENT;
    gnutls_typed_vdata_st wanted = {
        .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = purpose, .size = 0};
    unsigned int status = 0;

    return gnutls_certificate_type_get(session) == GNUTLS_CRT_X509 &&
           gnutls_certificate_verify_peers(session, &wanted, 1, &status) == 0 &&
           status == 0;
}

bool
tls_client(gnutls_session_t session, char name_out[TLS_NAME_SIZE])
{
    unsigned int count = 0;
    const gnutls_datum_t *chain = gnutls_certificate_get_peers(session, &count);
    if (!chain || count == 0 || !is_trusted(session))
        return false;

    gnutls_x509_crt_t certificate;
    if (gnutls_x509_crt_init(&certificate) != 0)
        return false;
    size_t size = TLS_NAME_SIZE;
    char name[TLS_NAME_SIZE];
    const bool named =
        gnutls_x509_crt_import(certificate, &chain[0], GNUTLS_X509_FMT_DER) == 0 &&
        gnutls_x509_crt_get_dn_by_oid(certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0,
                                      name,
                                      &size) == 0 &&
        strlen(name) == size; // no zero inside
    gnutls_x509_crt_deinit(certificate);
    if (named)
        memcpy(name_out, name, size + 1);
    return named;
}
