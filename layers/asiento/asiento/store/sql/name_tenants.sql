-- Names the tenants whose rows the transaction may see.
-- Parameters: tenant_ids text: an array of uuid, such as '{}', or '' for nobody.

SELECT set_config('app.tenant_ids', :tenant_ids, true);
